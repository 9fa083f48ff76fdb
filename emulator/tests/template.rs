//! A SAM template is read into plain data, or refused with the place and the reason.

#[path = "template/support.rs"]
mod support;

#[path = "template/our_template.rs"]
mod our_template;
#[path = "template/refused.rs"]
mod refused;
