//! curl as a transcript uses it, spoken by the test itself: no other program is needed.
//!
//! Rule: an option means what curl's manual says, with curl's defaults; one that is not understood is refused.

use crate::{book::server::Server, support::Reply};

/// One request, and whether the head of its answer is printed.
#[derive(Debug, PartialEq)]
pub(crate) struct Curl {
    pub(crate) url: String,
    pub(crate) include_head: bool,
    method: Option<String>,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

impl Curl {
    /// Reads what stands behind `curl`.
    ///
    /// # Errors
    ///
    /// The option that is not understood, or what is missing.
    pub(crate) fn parse(words: &[String]) -> Result<Self, String> {
        let (url, include_head) = (String::new(), false);
        let mut curl = Self {
            url,
            include_head,
            method: None,
            headers: vec![],
            body: None,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.strip_prefix("--") {
                Some(long) => curl.option(short(long)?, &mut words)?,
                None => match word.strip_prefix('-') {
                    Some(cluster) => curl.cluster(cluster, &mut words)?,
                    None if curl.url.is_empty() => curl.url.clone_from(word),
                    None => return Err(format!("curl: a second URL `{word}`")),
                },
            }
        }
        if curl.url.is_empty() {
            Err("curl: no URL".to_owned())
        } else {
            Ok(curl)
        }
    }

    /// `-si`, or `-XPOST`, whose value stands in the same word.
    fn cluster<'w>(
        &mut self,
        cluster: &'w str,
        words: &mut impl Iterator<Item = &'w String>,
    ) -> Result<(), String> {
        for (at, letter) in cluster.char_indices() {
            let value = &cluster[at + letter.len_utf8()..];
            if "XHd".contains(letter) && !value.is_empty() {
                return self.option(letter, &mut [value.to_owned()].iter());
            }
            self.option(letter, words)?;
        }
        Ok(())
    }

    fn option<'w>(
        &mut self,
        letter: char,
        words: &mut impl Iterator<Item = &'w String>,
    ) -> Result<(), String> {
        let mut value = || {
            words
                .next()
                .cloned()
                .ok_or(format!("curl: -{letter} has no value"))
        };
        match letter {
            's' => {}
            'i' => self.include_head = true,
            'X' => self.method = Some(value()?),
            'H' => self.headers.push(header(&value()?)?),
            'd' => self.add_data(&value()?)?,
            _ => return Err(format!("curl: -{letter} is not understood by the replay")),
        }
        Ok(())
    }

    fn add_data(&mut self, data: &str) -> Result<(), String> {
        if data.starts_with('@') {
            return Err("curl: -d @FILE is not understood by the replay".to_owned());
        }
        self.body = Some(match self.body.take() {
            Some(begun) => format!("{begun}&{data}"),
            None => data.to_owned(),
        });
        Ok(())
    }

    /// Sends the request to `path` of this server; `real` puts the server's own address into what is sent.
    pub(crate) fn send(
        &self,
        server: &dyn Server,
        path: &str,
        real: impl Fn(&str) -> String,
    ) -> Reply {
        let headers = self
            .all_headers()
            .into_iter()
            .map(|(name, value)| (name, real(&value)));
        let headers: Vec<(String, String)> = headers.collect();
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let body = self.body.as_deref().map(real);
        server.send(
            self.method(),
            path,
            &headers,
            body.as_deref().map(str::as_bytes),
        )
    }

    fn method(&self) -> &str {
        match &self.method {
            Some(method) => method,
            None if self.body.is_some() => "POST",
            None => "GET",
        }
    }

    /// curl's own where the command has none of that name, then the command's; `-H 'Accept:'` takes one away.
    fn all_headers(&self) -> Vec<(String, String)> {
        let form = self
            .body
            .as_ref()
            .map(|_| "application/x-www-form-urlencoded");
        let defaults = [
            ("User-Agent", Some("curl/8.14.1")),
            ("Accept", Some("*/*")),
            ("Content-Type", form),
        ];
        let given = |name: &str| {
            self.headers
                .iter()
                .any(|(own, _)| own.eq_ignore_ascii_case(name))
        };
        defaults
            .into_iter()
            .filter(|(name, _)| !given(name))
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .chain(
                self.headers
                    .iter()
                    .filter(|(_, value)| !value.is_empty())
                    .cloned(),
            )
            .collect()
    }
}

fn short(long: &str) -> Result<char, String> {
    match long {
        "silent" => Ok('s'),
        "include" => Ok('i'),
        "request" => Ok('X'),
        "header" => Ok('H'),
        "data" => Ok('d'),
        _ => Err(format!("curl: --{long} is not understood by the replay")),
    }
}

fn header(text: &str) -> Result<(String, String), String> {
    match text.split_once(':') {
        Some((name, value)) => Ok((name.to_owned(), value.trim().to_owned())),
        None => Err(format!("curl: `{text}` is not `Name: value`")),
    }
}

/// What curl prints of an answer.
pub(crate) fn printed(reply: &Reply, include_head: bool) -> String {
    if !include_head {
        return reply.body.clone();
    }
    let mut head = format!("HTTP/1.1 {} {}", reply.status, reply.reason)
        .trim_end()
        .to_owned();
    for (name, value) in &reply.headers {
        head += &format!("\n{name}: {value}");
    }
    format!("{head}\n\n{}", reply.body)
}

mod commands_as_curl_reads_them {
    use super::*;
    use crate::book::console::words;

    fn curl(typed: &str) -> Result<Curl, String> {
        Curl::parse(&words(typed)?)
    }

    fn headers(typed: &str) -> String {
        let headers = curl(typed).expect("a curl command").all_headers();
        let lines: Vec<String> = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        lines.join("\n")
    }

    #[test]
    fn data_makes_a_form_and_a_post() {
        let form = curl("-d a=1 -d b=2 http://x").expect("a curl command");
        assert_eq!(
            (form.method(), form.body.as_deref()),
            ("POST", Some("a=1&b=2"))
        );
        assert_eq!(
            headers("-d a=1 http://x"),
            "User-Agent: curl/8.14.1\nAccept: */*\nContent-Type: application/x-www-form-urlencoded"
        );
        assert_eq!(headers("http://x"), "User-Agent: curl/8.14.1\nAccept: */*");
        assert_eq!(curl("http://x").expect("a curl command").method(), "GET");
    }

    #[test]
    fn a_header_replaces_or_removes_the_default() {
        let typed = "-H 'content-type: application/json' -H Accept: -H A:1 -d '{}' http://x";
        let expected = "User-Agent: curl/8.14.1\ncontent-type: application/json\nA: 1";
        assert_eq!(headers(typed), expected);
    }

    #[test]
    fn options_stand_alone_together_or_in_full() {
        let expected = curl("-s -i -X PUT -H 'a: b' -d c http://x");
        assert!(expected.is_ok());
        assert_eq!(curl("http://x -siXPUT '-Ha: b' -dc"), expected);
        let long = "--silent --include --request PUT --header 'a: b' --data c http://x";
        assert_eq!(curl(long), expected);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for typed in [
            "-v http://x",
            "--json {} http://x",
            "-d @a http://x",
            "-X",
            "http://x http://y",
            "-H a http://x",
            "-s",
        ] {
            assert!(curl(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn the_head_is_printed_with_i_only() {
        let headers = vec![("A".to_owned(), "b".to_owned())];
        let (reason, body) = ("OK".to_owned(), "{}".to_owned());
        let reply = Reply {
            status: 200,
            reason,
            headers,
            body,
        };
        assert_eq!(printed(&reply, false), "{}");
        assert_eq!(printed(&reply, true), "HTTP/1.1 200 OK\nA: b\n\n{}");
    }
}
