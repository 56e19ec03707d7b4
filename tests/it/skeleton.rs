//! The shape of generated code: its tokens with every text and every documentation comment taken out.

use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream, TokenTree};

/// The tokens without texts and comments, and the texts in order.
pub(crate) fn of(text: &str) -> (String, Vec<String>) {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let mut texts = Vec::new();
    (blank(tokens, &mut texts).to_string(), texts)
}

fn blank(tokens: TokenStream, texts: &mut Vec<String>) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if is_doc(&group) => {
                out.pop();
            }
            TokenTree::Group(group) => {
                let inner = blank(group.stream(), texts);
                out.push(Group::new(group.delimiter(), inner).into());
            }
            TokenTree::Literal(literal) => match syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                Ok(found) => {
                    texts.push(found.value());
                    out.push(Literal::string("").into());
                }
                Err(_) => out.push(literal.into()),
            },
            other => {
                if matches!(&other, TokenTree::Punct(end) if end.as_char() == '>') {
                    pop_comma(&mut out);
                }
                out.push(other);
            }
        }
    }
    pop_comma(&mut out);
    out.into_iter().collect()
}

/// The printer adds a comma where it breaks a line.
fn pop_comma(out: &mut Vec<TokenTree>) {
    if matches!(out.last(), Some(TokenTree::Punct(last)) if last.as_char() == ',') {
        out.pop();
    }
}

/// The brackets of `#[doc = "…"]`.
fn is_doc(group: &Group) -> bool {
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
        && group.stream().into_iter().count() == 3
}

/// Every identifier, without `r#`.
pub(crate) fn names(tokens: TokenStream) -> Vec<String> {
    fn collect(tokens: TokenStream, names: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => collect(group.stream(), names),
                TokenTree::Ident(ident) => names.push(ident.to_string().trim_start_matches("r#").to_owned()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    let mut names = Vec::new();
    collect(tokens, &mut names);
    names
}

/// The tokens without literals, comments and names; a path counts as its last name.
pub(crate) fn without_names(text: &str) -> String {
    fn blank(tokens: TokenStream) -> TokenStream {
        let mut out: Vec<TokenTree> = Vec::new();
        let mut tokens = tokens.into_iter().peekable();
        // Whether the last token is a name that a path may start with.
        let mut is_start = false;
        while let Some(token) = tokens.next() {
            let was_start = std::mem::take(&mut is_start);
            match token {
                TokenTree::Group(group) => {
                    out.push(Group::new(group.delimiter(), blank(group.stream())).into());
                }
                TokenTree::Ident(ident) => {
                    let before_a_path = ["impl", "for", "mut", "dyn", "in", "use", "return"];
                    is_start = !before_a_path.contains(&&*ident.to_string());
                    out.push(syn::parse_quote!(x));
                }
                TokenTree::Punct(punct) if is_colon(&punct, tokens.peek()) => {
                    tokens.next();
                    if was_start {
                        out.pop();
                    }
                }
                // The sorted index of the error table has numbers.
                TokenTree::Literal(_) => out.push(Literal::string("").into()),
                other => out.push(other),
            }
        }
        out.into_iter().collect()
    }
    // Whitespace follows from the spacing of the names that were there before.
    blank(of(text).0.parse().unwrap()).to_string().replace(char::is_whitespace, "")
}

fn is_colon(punct: &Punct, next: Option<&TokenTree>) -> bool {
    let is_second = |next: &TokenTree| matches!(next, TokenTree::Punct(next) if next.as_char() == ':');
    punct.as_char() == ':' && punct.spacing() == Spacing::Joint && next.is_some_and(is_second)
}

#[test]
fn names_are_taken_out() {
    let shape = without_names("fn a(b: ::std::string::String) -> C<d::E> { f!(i::g<H>) }");
    assert_eq!(shape, without_names("fn x(y: String) -> C<E> { z!(x<H>) }"));
    assert_eq!(without_names("a(impl ::b::C)"), without_names("a(impl C)"));
    assert_ne!(shape, without_names("fn x(y: String, z: u8) -> C<E> { z!(x<H>) }"));
}

#[test]
fn texts_are_taken_out() {
    let (shape, texts) = of("/// a\n#[doc(hidden)] pub const X: &str = \"b\\n\"; macro! { c: \"d\" }");
    assert_eq!(shape, of("#[doc(hidden)] pub const X: &str = \"\"; macro! { c: \"\" }").0);
    assert_eq!(texts, ["b\n", "d"]);
    assert_eq!(of("fn f<'a,>(x: &'a X,)").0, of("fn f<'a>(x: &'a X)").0);
}
