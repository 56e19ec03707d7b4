//! Places of parameters, and how values are written there.

words! {
    /// The place of a parameter.
    ParamLocation {
        /// In the query.
        #[default] Query = "query",
        /// In the path.
        Path = "path",
        /// In a header.
        Header = "header",
        /// In a cookie.
        Cookie = "cookie",
    }
}

impl ParamLocation {
    /// The style of a parameter that has none.
    #[must_use]
    pub fn default_style(self) -> ParamStyle {
        match self {
            Self::Query | Self::Cookie => ParamStyle::Repeat,
            Self::Path | Self::Header => ParamStyle::Comma,
        }
    }

    /// The styles that a parameter here can have, the default first.
    #[must_use]
    pub fn styles(self) -> &'static [ParamStyle] {
        use ParamStyle::{
            Brackets, Comma, Label, LabelRepeat, Matrix, MatrixRepeat, Pairs, Pipe, Repeat, Space,
        };
        match self {
            Self::Query => &[Repeat, Comma, Space, Pipe, Brackets],
            Self::Path => &[Comma, Pairs, Label, LabelRepeat, Matrix, MatrixRepeat],
            Self::Header => &[Comma, Pairs],
            Self::Cookie => &[Repeat, Comma],
        }
    }
}

words! {
    /// How a list or an object is written in a parameter. Each is one combination of `style` and `explode` in the
    /// Parameter Object of OpenAPI 3.1.
    ParamStyle {
        /// `id=1&id=2`, `R=100&G=200`
        #[default] Repeat = "repeat",
        /// `id=1,2`, `color=R,100,G,200`
        Comma = "comma",
        /// `id=1%202`, `color=R%20100%20G%20200`
        Space = "space",
        /// `id=1%7C2`, `color=R%7C100%7CG%7C200`
        Pipe = "pipe",
        /// `id[]=1&id[]=2`, `color[R]=100&color[G]=200`
        Brackets = "brackets",
        /// `R=100,G=200`
        Pairs = "pairs",
        /// `.1,2`, `.R,100,G,200`
        Label = "label",
        /// `.1.2`, `.R=100.G=200`
        LabelRepeat = "label_repeat",
        /// `;id=1,2`, `;color=R,100,G,200`
        Matrix = "matrix",
        /// `;id=1;id=2`, `;R=100;G=200`
        MatrixRepeat = "matrix_repeat",
    }
}
