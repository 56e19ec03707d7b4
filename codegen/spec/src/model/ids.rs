//! Ids of what an API declares.

use super::table::id;

id! {
    /// A type in [`Api::types`](super::Api::types).
    TypeId
}

id! {
    /// An endpoint in [`Api::endpoints`](super::Api::endpoints).
    EndpointId
}

id! {
    /// A row in [`Api::errors`](super::Api::errors).
    RowId
}

id! {
    /// A table in [`Api::tables`](super::Api::tables).
    TableId
}

id! {
    /// An envelope in [`Api::envelopes`](super::Api::envelopes).
    EnvelopeId
}
