//! Client of Banxin (班信), an office platform that does not exist; its conventions do.
//!
//! Everything in [`api`] is generated from `spec/banxin.yaml`; this file is not.
//!
//! # A bot
//!
//! A token of the organization is fetched when it is needed, and again when it has expired. The content of a message is typed,
//! although it is JSON in a string on the wire. With a request ID, a call may be repeated.
//!
//! ```no_run
//! use banxin::types::{AppCredentials, GetTenantTokenRequest, ReceiveIdType, SendMessage, TextContent, TextMessage};
//! use banxin::{Client, Error, ErrorCode, servers};
//!
//! async fn announce(chat: &str, text: &str) -> Result<String, Error> {
//!     let app = Client::new(servers::PRODUCTION)?;
//!     let credentials = GetTenantTokenRequest::from(AppCredentials::new("cli_a61f0", "the secret"));
//!     let client = app.clone().with_tenant_token_from(move || {
//!         let (app, credentials) = (app.clone(), credentials.clone());
//!         async move { Ok::<_, Error>(app.get_tenant_token(&credentials).await?.tenant_access_token) }
//!     });
//!
//!     let content = TextMessage::new(TextContent::new(text));
//!     let message = SendMessage::new(ReceiveIdType::ChatId, chat, content).with_uuid("build-812");
//!     match client.send_message(&message).await {
//!         Ok(message) => Ok(message.message_id),
//!         Err(error) => {
//!             if error.kind() == Some(ErrorCode::BotNotInChat) {
//!                 eprintln!("{}", error.solution_in("zh").unwrap_or_default()); // 请将机器人加入群
//!             }
//!             Err(error)
//!         }
//!     }
//! }
//! ```
//!
//! # A callback
//!
//! What the platform sends on its own is a type as well. Which event it is, is written in its header.
//!
//! ```
//! use banxin::types::{Callback, MessageBody};
//!
//! let body = r#"{"schema": "2.0",
//!     "header": {"event_type": "messages.message.received_v1", "event_id": "5e37", "create_time": "1785463200123",
//!                "token": "v3", "app_id": "cli_a61f0", "tenant_key": "org"},
//!     "event": {"sender": {"open_id": "ou_7d8a"},
//!               "message": {"message_id": "om_1", "chat_id": "oc_1", "sender": {"id": "ou_7d8a", "sender_type": "user"},
//!                           "create_time": "1785463200100", "deleted": false,
//!                           "msg_type": "text", "content": "{\"text\":\"help\"}"}}}"#;
//! let Ok(Callback::MessageReceived(received)) = banxin::runtime::from_json(body) else { panic!("another callback") };
//! let MessageBody::Text(text) = received.event.message.body else { panic!("no text") };
//! assert_eq!(text.content.text, "help");
//! ```

/// The generated module.
#[rustfmt::skip]
pub mod api;

#[doc(inline)]
pub use api::*;
