//! Rules about forms and multipart bodies.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics, shorten};
use crate::http::is_content_type;
use crate::model::{
    Api, BodyKind, Endpoint, Field, ParamStyle, Spelling, TextShape, Type, TypeId, TypeKind, TypeUse,
};
use crate::source::Span;

/// A form is names and values.
pub(super) fn check(api: &Api, endpoint: &Endpoint, diags: &mut Diagnostics) {
    let Some(body) = &endpoint.request else { return };
    for kind in body.kind.choices() {
        if let BodyKind::Form(ty) | BodyKind::Multipart(ty) = kind {
            form_type(api, ty, matches!(kind, BodyKind::Form(_)), diags);
        }
    }
}

/// The finding about keys of form fields outside of a form.
pub(super) fn elsewhere(api: &Api, diags: &mut Diagnostics) {
    let bodies = api.endpoints.iter().filter_map(|endpoint| endpoint.request.as_ref());
    let forms: BTreeSet<TypeId> = bodies
        .flat_map(|body| body.kind.choices())
        .filter_map(|kind| match kind {
            BodyKind::Form(ty) | BodyKind::Multipart(ty) => Some(api.behind_aliases(ty)),
            _ => None,
        })
        .filter_map(|ty| if let Type::Named(id) = ty { Some(*id) } else { None })
        .collect();
    for id in api.types.ids().filter(|id| !forms.contains(id)) {
        for field in api.fields_of(id) {
            let style = field.style.as_ref().map(|style| ("style", style.span));
            let said = style.or(field.content_type.as_ref().map(|text| ("content_type", text.span)));
            let Some((word, span)) = said else { continue };
            let message = format!(
                "`{word}:` has no effect, because `{}` is not sent as a form",
                api.types[id].name.value
            );
            diags.push(
                Diagnostic::new(Code::BadFormBody, span, message)
                    .help("remove it; or send the type with `form:` or `multipart:`"),
            );
        }
    }
}

/// `style:` is for lists of texts in a form, `content_type:` for texts in a multipart body.
fn written(api: &Api, field: &Field, is_form: bool, sent: Span, diags: &mut Diagnostics) {
    let shape = api.text_shape(&field.ty);
    let is_text = matches!(shape, TextShape::Text | TextShape::List | TextShape::Unknown)
        || field.spelling.as_deref() == Some(&Spelling::Json);
    let mut wrong = |span: Span, message: String, help: &str| {
        diags.push(Diagnostic::new(Code::BadFormBody, span, message).and(sent, "sent here").help(help));
    };
    if let Some(style) = &field.style {
        let is_known = matches!(
            style.value,
            ParamStyle::Repeat | ParamStyle::Comma | ParamStyle::Space | ParamStyle::Pipe
        );
        if !is_known {
            let message = format!("a field of a form cannot have the style `{}`", style.value.word());
            wrong(style.span, message, "write `repeat`, `comma`, `space` or `pipe`");
        } else if !is_form || !matches!(shape, TextShape::List | TextShape::Unknown) {
            let message = format!("`style:` has no effect on `{}`", field.key.value);
            wrong(style.span, message, "remove it; it is for lists of scalars in a form");
        }
    }
    let Some(content_type) = &field.content_type else { return };
    if is_form || !is_text {
        let message = format!("`content_type:` has no effect on `{}`", field.key.value);
        wrong(content_type.span, message, "remove it; it is for texts in a multipart body");
    } else if !is_content_type(&content_type.value) {
        let message = format!("`{}` is not a content type", shorten(&content_type.value));
        wrong(content_type.span, message, "write two words separated by `/`, such as `text/csv`");
    }
}

fn form_type(api: &Api, ty: &TypeUse, is_form: bool, diags: &mut Diagnostics) {
    let fields = match api.behind_aliases(ty) {
        Type::Named(id) => match &api.types[*id].kind {
            TypeKind::Struct(fields) => Some(fields),
            _ => None,
        },
        Type::Error => return,
        _ => None,
    };
    let Some(fields) = fields else {
        let message =
            format!("a form must be a struct, but `{}` is not one", crate::model::dump::ty(api, ty));
        diags.push(
            Diagnostic::new(Code::BadFormBody, ty.span, message)
                .help("declare a struct under `types:`, with a field for each form field"),
        );
        return;
    };
    for field in fields {
        if !field.has_key() {
            let message =
                format!("`{}` has no name of its own, so it cannot be a form field", field.key.value);
            diags.push(
                Diagnostic::new(Code::BadFormBody, field.key.span, message)
                    .and(ty.span, "sent as a form here")
                    .help("list the fields of the form one by one, or declare one with a map: `metadata: {string}`"),
            );
            continue;
        }
        written(api, field, is_form, ty.span, diags);
        let is_nested = !matches!(
            api.text_shape(&field.ty),
            TextShape::Text | TextShape::List | TextShape::File | TextShape::Unknown
        );
        if let Some(spelling) =
            field.spelling.as_ref().filter(|spelling| is_nested && spelling.value != Spelling::Json)
        {
            let message = format!(
                "`as:` has no effect inside of `{}`, whose members are sent one by one",
                field.key.value
            );
            diags.push(
                Diagnostic::new(Code::BadFormBody, spelling.span, message)
                    .and(ty.span, "sent as a form here")
                    .help("remove it; or declare a struct, and write `as:` in its fields"),
            );
        }
    }
}
