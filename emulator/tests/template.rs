//! A SAM template is read into plain data, or refused with the place and the reason.

#[path = "template/support.rs"]
mod support;

#[path = "template/definition.rs"]
mod definition;
#[path = "template/events.rs"]
mod events;
#[path = "template/globals.rs"]
mod globals;
#[path = "template/include.rs"]
mod include;
#[path = "template/integration.rs"]
mod integration;
#[path = "template/mapping.rs"]
mod mapping;
#[path = "template/misspelt.rs"]
mod misspelt;
#[path = "template/names.rs"]
mod names;
#[path = "template/our_template.rs"]
mod our_template;
#[path = "template/permissions.rs"]
mod permissions;
#[path = "template/plain.rs"]
mod plain;
#[path = "template/references.rs"]
mod references;
#[path = "template/refused.rs"]
mod refused;
#[path = "template/robust.rs"]
mod robust;
#[path = "template/stage.rs"]
mod stage;
#[path = "template/unread.rs"]
mod unread;
