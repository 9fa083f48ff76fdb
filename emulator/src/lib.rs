//! API Gateway and Lambda on this machine.
