//! Findings about fields of which samples and tables say different things.

use super::super::shape::Shape;
use super::builder::Builder;
use crate::found::{Field, Printed};
use stubwright_spec::diag::{Code, Diagnostic};

/// Says that one field has values of two kinds.
pub(super) fn mixed(builder: &mut Builder<'_, '_>, key: &str, shape: Option<&Shape>) {
    let Some(shape) = shape else { return };
    let number = shape.numbers.first.as_ref().map(|(_, span)| *span);
    let text = shape.texts.first().map(|(_, span)| *span);
    if let Some((number, text)) = number.zip(text) {
        let (first, later, message) = if number < text {
            (number, text, format!("{key} is a text here, a number above"))
        } else {
            (text, number, format!("{key} is a number here, a text above"))
        };
        let this = Diagnostic::new(Code::MixedSamples, later, message).and(first, "the other one");
        builder.diags.push(this.help("a draft of whole numbers reads both; ask the vendor which is sent"));
    }
    if let Some((number, span)) = &shape.numbers.rounded {
        let message = format!("the number {number} is beyond 2^53; many readers round it");
        builder.diags.push(
            Diagnostic::new(Code::LargeNumber, *span, message)
                .note("the generated client keeps all its digits"),
        );
    }
}

/// Says that samples and table disagree about the items of a list.
pub(super) fn against(
    builder: &mut Builder<'_, '_>,
    key: &str,
    items: &Shape,
    field: Option<&Field>,
    kind: Option<&Printed>,
) {
    let number = items.numbers.first.as_ref().map(|(_, span)| *span);
    let printed = field.and_then(|field| field.ty.as_ref());
    if let (Some(Printed::Text), Some(span), Some(printed)) = (kind, number, printed) {
        let message = format!("{key} has numbers here, {} in the table", printed.value);
        builder
            .diags
            .push(Diagnostic::new(Code::SampleAgainstTable, span, message).and(printed.span, "the table"));
    }
}
