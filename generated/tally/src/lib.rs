//! Client of Tally, a payments API that does not exist; its conventions do.
//!
//! Everything in [`api`] is generated from `spec/tally.yaml`; this file is not.
//!
//! # A payment
//!
//! Amounts are in the smallest unit of the currency. Each call has an idempotency key, with which it is repeated if the
//! connection breaks. A failure is known by its code, a card that was declined also by the reason of the bank.
//!
//! ```no_run
//! use tally::types::{CreatePayment, NextAction, Payment, PaymentField};
//! use tally::{Client, Error, ErrorCode, servers};
//!
//! async fn pay(order: &str) -> Result<Payment, Error> {
//!     let client = Client::new(servers::PRODUCTION)?.with_secret_key("sk_test_1").with_account("acct_2f");
//!     let request = CreatePayment::new(1099, "eur")
//!         .with_payment_method("pm_card")
//!         .with_confirm(true)
//!         .with_metadata([("order".to_owned(), order.to_owned())])
//!         .with_expand([PaymentField::Customer]);
//!     let payment = client.create_payment(&request).await.inspect_err(|error| match error.kind() {
//!         Some(ErrorCode::InsufficientFunds | ErrorCode::CardExpired) => eprintln!("another card, please"),
//!         Some(_) => eprintln!("{error}"), // [card_declined] The card was declined. (solution: …) trace=req_77
//!         None => eprintln!("not answered; sent: {:?}", error.sent()),
//!     })?;
//!     if let Some(NextAction::Redirect(action)) = &payment.next_action {
//!         println!("continue at {}", action.redirect.url);
//!     }
//!     Ok(payment)
//! }
//! ```
//!
//! # A webhook
//!
//! An event has its ID and its time beside the object that changed. Events of types that came later are kept as they are.
//!
//! ```
//! use tally::types::{Event, EventData};
//!
//! let body = r#"{"id": "evt_1", "object": "event", "created": 1785463205, "livemode": false, "pending_webhooks": 1,
//!     "type": "customer.deleted", "data": {"object": {"id": "cus_8d1k", "object": "customer", "deleted": true}}}"#;
//! let event: Event = tally::runtime::from_json(body).unwrap();
//! match &event.data {
//!     EventData::CustomerDeleted(change) => assert_eq!(change.object.id, "cus_8d1k"),
//!     other => println!("{} is not for us", other.tag()),
//! }
//! ```

/// The generated module.
#[rustfmt::skip]
pub mod api;

#[doc(inline)]
pub use api::*;
