//! What the emulator takes from the machine without asking a reader: the time, chance, and its limits.
//!
//! Rule: nothing else reads a clock or draws an id, and limits that a test may want lower are here. A test that needs a
//! certain time or id passes a [`Host`] of its own.
//!
//! AWS: the ids, times and quotas that API Gateway and Lambda put into events, answers and log lines.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

/// The account that owns every API and function here, `accountId` in events and ARNs.
pub const ACCOUNT_ID: &str = "123456789012";
/// The region of every API and function here.
pub const REGION: &str = "us-east-1";

/// Time, ids and limits.
#[derive(Debug, Clone, Default)]
pub struct Host {
    /// Where the time comes from.
    pub clock: Clock,
    /// Where ids come from.
    pub ids: Ids,
    /// What AWS limits.
    pub limits: Limits,
}

/// A source of the time of day.
#[derive(Debug, Clone, Copy, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// Always this moment.
    Fixed(SystemTime),
}

impl Clock {
    /// The time of day.
    pub fn now(self) -> SystemTime {
        match self {
            Clock::System => SystemTime::now(),
            Clock::Fixed(time) => time,
        }
    }

    /// A point to measure durations from. A fixed clock has one too: durations are never pinned.
    pub fn instant(self) -> Instant {
        Instant::now()
    }
}

/// A source of ids.
#[derive(Debug, Clone, Default)]
pub enum Ids {
    /// Drawn at random.
    #[default]
    Random,
    /// Counted up from one, for tests.
    Counted(Arc<AtomicU64>),
}

impl Ids {
    fn number(&self) -> u64 {
        match self {
            Ids::Random => fastrand::u64(..),
            Ids::Counted(last) => last.fetch_add(1, Ordering::Relaxed) + 1,
        }
    }

    /// `digits` hexadecimal digits in lower case, at most 32.
    pub fn hex(&self, digits: usize) -> String {
        ascii(&self.digits()[32 - digits..])
    }

    fn digits(&self) -> [u8; 32] {
        hexadecimal(u128::from(self.number()) << 64 | u128::from(self.number()))
    }

    /// A UUID of version 4, the form of every request id.
    pub fn uuid(&self) -> String {
        let digits = self.digits();
        let mut uuid = *b"--------------4---------------------";
        for (place, from) in [
            (0, 0..8),
            (9, 8..12),
            (15, 13..16),
            (20, 17..20),
            (24, 20..32),
        ] {
            uuid[place..place + from.len()].copy_from_slice(&digits[from]);
        }
        uuid[19] = b"89ab"[usize::from(digits[16] % 4)];
        ascii(&uuid)
    }

    /// Fifteen characters of base64 and a `=`, the form of `extendedRequestId`.
    pub fn extended_request_id(&self) -> String {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let [first, second] = [self.number(), self.number()].map(u64::to_be_bytes);
        let mut bytes = [0; 11];
        bytes[..8].copy_from_slice(&first);
        bytes[8..].copy_from_slice(&second[..3]);
        STANDARD.encode(bytes)
    }

    /// A new trace id: `1-<8 hex: seconds since 1970>-<24 hex>`, what follows `Root=`.
    pub fn trace_root(&self, now: SystemTime) -> String {
        let seconds = hexadecimal(u128::from(epoch_ms(now) / 1000));
        let mut root = *b"1----------------------------------";
        root[2..10].copy_from_slice(&seconds[24..]);
        root[11..35].copy_from_slice(&self.digits()[8..]);
        ascii(&root)
    }
}

/// All hexadecimal digits of a number, in lower case.
fn hexadecimal(number: u128) -> [u8; 32] {
    let digit = |value: u8| b"0123456789abcdef"[usize::from(value)];
    let mut all = [0; 32];
    for (pair, byte) in all.chunks_exact_mut(2).zip(number.to_be_bytes()) {
        pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
    }
    all
}

fn ascii(bytes: &[u8]) -> String {
    str::from_utf8(bytes).unwrap_or_default().to_owned()
}

/// What AWS limits. The defaults are AWS's quotas; a test may lower them.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a function may take until it first asks for an event.
    pub init: Duration,
    /// The largest head of a request that API Gateway takes: the names and values of its headers, in bytes.
    pub request_head: usize,
    /// The largest request body that API Gateway takes, in bytes.
    pub request_body: usize,
    /// How long a client may take to send a head, and as long again for the body. Not AWS's: it bounds what
    /// a client that stalls can hold.
    pub request_time: Duration,
    /// How long requests under way have to be answered when the emulator is stopped. Not AWS's.
    pub stop: Duration,
    /// How many clients may be connected; further ones wait. Not AWS's: it bounds memory.
    pub connections: usize,
    /// How long an execution environment is kept without anything to do. AWS promises no time.
    pub idle: Duration,
    /// The largest event that Lambda takes, in bytes.
    pub event: usize,
    /// The largest event of an invocation that nobody waits for, in bytes.
    pub async_event: usize,
    /// How long such an invocation waits until its second and its third try.
    pub retries: [Duration; 2],
    /// The largest result that Lambda takes, in bytes: 6 MiB and 100 bytes.
    pub result: usize,
    /// How long a function that has answered is waited for until it asks for its next event: what it writes until
    /// then belongs to the invocation, and a request that comes meanwhile finds it idle. Not AWS's. The client of
    /// an API is answered before; a caller of the Invoke API, who may ask for the log, is not.
    pub after_answer: Duration,
    /// How many bytes of an invocation's log are kept; the oldest lines are left out. Not AWS's.
    pub log: usize,
    /// How many exchanges are kept to be looked at. Not AWS's: it bounds memory, and how cold the memory is that the next
    /// trip gets, which is that of the oldest one.
    pub exchanges: usize,
    /// How many bytes of headers, bodies and logs they may have together.
    pub exchange_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            init: Duration::from_secs(10),
            request_head: 10_240,
            request_body: 10_485_760,
            request_time: Duration::from_secs(30),
            stop: Duration::from_secs(2),
            connections: 512,
            idle: Duration::from_secs(600),
            event: 6_291_456,
            async_event: 262_144,
            retries: [Duration::from_secs(60), Duration::from_secs(120)],
            result: 6_291_556,
            after_answer: Duration::from_millis(100),
            log: 16 << 20,
            exchanges: 100,
            exchange_bytes: 64 << 20,
        }
    }
}

/// The ARN of a function of this name, without a version.
pub(crate) fn function_arn(name: &str) -> String {
    format!("arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:{name}")
}

/// Milliseconds since 1970, `requestTimeEpoch`.
pub fn epoch_ms(time: SystemTime) -> u64 {
    let since = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// `14/Apr/2025:22:11:01 +0000`, the form of `requestTime`.
pub fn request_time(time: SystemTime) -> String {
    // "Mon, 14 Apr 2025 22:11:01 GMT": always 29 ASCII characters.
    let date = httpdate::fmt_http_date(time);
    let (day, month, year, time) = (&date[5..7], &date[8..11], &date[12..16], &date[17..25]);
    [day, "/", month, "/", year, ":", time, " +0000"].concat()
}

/// `2025-04-14T22:11:01.123Z`, how a line of a log begins.
pub fn iso_time(time: SystemTime) -> String {
    let date = httpdate::fmt_http_date(time);
    let day = log_stream_date(time).replace('/', "-");
    format!("{day}T{}.{:03}Z", &date[17..25], epoch_ms(time) % 1000)
}

/// `2025/04/14`, how the name of a log stream begins.
pub fn log_stream_date(time: SystemTime) -> String {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let date = httpdate::fmt_http_date(time);
    let month = MONTHS.find(&date[8..11]).unwrap_or_default() / 3 + 1;
    format!("{}/{month:02}/{}", &date[12..16], &date[5..7])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(1_744_668_661_123)
    }

    #[test]
    fn times_are_written_as_events_have_them() {
        assert_eq!(request_time(moment()), "14/Apr/2025:22:11:01 +0000");
        assert_eq!(epoch_ms(moment()), 1_744_668_661_123);
        assert_eq!(log_stream_date(moment()), "2025/04/14");
        assert_eq!(iso_time(moment()), "2025-04-14T22:11:01.123Z");
    }

    #[test]
    fn ids_have_the_forms_of_awss() {
        let ids = Ids::Random;
        let uuid = ids.uuid();
        assert_eq!(
            uuid.split('-').map(str::len).collect::<Vec<_>>(),
            [8, 4, 4, 4, 12]
        );
        assert!(uuid.split('-').nth(2).unwrap().starts_with('4'));
        assert!(
            uuid.split('-')
                .nth(3)
                .unwrap()
                .starts_with(['8', '9', 'a', 'b'])
        );
        assert_eq!(ids.extended_request_id().len(), 16);
        assert!(ids.extended_request_id().ends_with('='));
        assert!(ids.trace_root(moment()).starts_with("1-67fd87f5-"));
        assert_ne!(ids.uuid(), ids.uuid());
    }
}
