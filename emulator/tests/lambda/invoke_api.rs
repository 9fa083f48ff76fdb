//! invoke_api
