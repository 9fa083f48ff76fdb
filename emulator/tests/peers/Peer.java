// The peer: the real Apache Velocity 1.7 and the real Jayway JsonPath (with json-smart), set up so that they render a
// mapping template as API Gateway was seen to render it.
//
// Rule: one JSON case a line on standard input, one JSON answer a line on standard output; see README.md.
import java.io.*;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.commons.lang.StringEscapeUtils;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.InvalidReferenceEventHandler;
import org.apache.velocity.app.event.ReferenceInsertionEventHandler;
import org.apache.velocity.context.Context;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.apache.velocity.util.introspection.Info;
import wiremock.com.fasterxml.jackson.databind.DeserializationFeature;
import wiremock.com.fasterxml.jackson.databind.ObjectMapper;
import wiremock.com.jayway.jsonpath.*;
import wiremock.com.jayway.jsonpath.spi.cache.CacheProvider;
import wiremock.com.jayway.jsonpath.spi.cache.NOOPCache;
import wiremock.net.minidev.json.JSONStyle;
import wiremock.net.minidev.json.JSONValue;

public class Peer {
  static final ObjectMapper LINES = new ObjectMapper()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);
  static final String[] GROUPS = {"path", "querystring", "header"};

  /** Whatever is undefined, missing or null IS the empty string: as a value, in conditions and as output. */
  static class EmptyForMissing implements InvalidReferenceEventHandler {
    public Object invalidGetMethod(Context c, String ref, Object o, String property, Info i) { return ""; }
    public Object invalidMethod(Context c, String ref, Object o, String method, Info i) { return ""; }
    public boolean invalidSetMethod(Context c, String left, String right, Info i) { return false; }
  }

  /** Java adds a number that changes from run to run; without it, what stands around can be compared. */
  static class WithoutIdentity implements ReferenceInsertionEventHandler {
    public Object referenceInsert(String reference, Object value) {
      if (value instanceof Iterator) return "java.util.Iterator";
      return value instanceof Object[] || value instanceof char[] ? value.getClass().getName() : value;
    }
  }

  /** $context and the maps inside it: usable as maps, but they print as nothing. */
  public static class ContextMap extends LinkedHashMap<String, Object> {
    @Override public String toString() { return ""; }
  }

  public static class Input {
    private final String body;
    private final Map<String, Map<String, Object>> params;
    Input(String body, Map<String, Map<String, Object>> params) {
      this.body = body == null || body.isEmpty() ? "{}" : body;
      this.params = params;
    }
    public String getBody() { return body; }
    public Object path(String p) {
      try {
        return JsonPath.parse(body).read(p);
      } catch (PathNotFoundException e) {
        return null;
      }
    }
    public String json(String p) {
      Object found;
      try {
        found = JsonPath.parse(body).read(p);
      } catch (PathNotFoundException e) {
        return "\"\"";
      }
      return JSONValue.toJSONString(found, JSONStyle.LT_COMPRESS);
    }
    /** AWS's class is not known, so neither is its name. */
    @Override public String toString() { return ""; }
    public Map<String, Map<String, Object>> params() { return params; }
    public Object params(String name) {
      for (String g : GROUPS) if (params.get(g).get(name) != null) return params.get(g).get(name);
      return "";
    }
  }

  public static class Util {
    @Override public String toString() { return ""; }
    public String escapeJavaScript(Object s) { return StringEscapeUtils.escapeJavaScript(String.valueOf(s)); }
    public Object parseJson(String s) { return JsonPath.parse(s).json(); }
    public String urlEncode(String s) throws Exception { return URLEncoder.encode(s, "UTF-8"); }
    public String urlDecode(String s) throws Exception { return URLDecoder.decode(s, "UTF-8"); }
    public String base64Encode(String s) { return Base64.getEncoder().encodeToString(s.getBytes(StandardCharsets.UTF_8)); }
    public String base64Decode(String s) { return new String(Base64.getDecoder().decode(s), StandardCharsets.UTF_8); }
  }

  static RuntimeInstance engine() {
    RuntimeInstance e = new RuntimeInstance();
    e.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
    e.setProperty("runtime.introspector.uberspect", "org.apache.velocity.util.introspection.SecureUberspector");
    e.setProperty("directive.foreach.maxloops", "1000");
    e.setProperty("velocimacro.permissions.allow.inline", "false"); // a #macro vanishes, calls to it stay text
    e.setProperty("velocimacro.library", "");
    e.init();
    for (String d : new String[] {"parse", "include", "evaluate"}) e.removeDirective(d);
    return e;
  }

  static Map<String, Object> asMap(Object o) {
    Map<String, Object> m = new LinkedHashMap<>();
    if (o instanceof Map) ((Map<?, ?>) o).forEach((k, v) -> m.put(String.valueOf(k), v));
    return m;
  }

  static ContextMap contextMap(Object o) {
    ContextMap m = new ContextMap();
    asMap(o).forEach((k, v) -> m.put(k, v instanceof Map ? contextMap(v) : v));
    return m;
  }

  static ContextMap child(ContextMap m, String name) {
    if (!(m.get(name) instanceof ContextMap)) m.put(name, new ContextMap());
    return (ContextMap) m.get(name);
  }

  /** The template's variables for one rendering of case c. */
  static VelocityContext context(Map<String, Object> c) throws Exception {
    Map<String, Map<String, Object>> params = new LinkedHashMap<>();
    for (String g : GROUPS) params.put(g, asMap(asMap(c.get("params")).get(g)));
    ContextMap context = contextMap(c.get("context"));
    for (String g : GROUPS) child(child(context, "requestOverride"), g);
    child(child(context, "responseOverride"), "header");
    VelocityContext v = new VelocityContext();
    EventCartridge handlers = new EventCartridge();
    handlers.addEventHandler(new EmptyForMissing());
    handlers.addEventHandler(new WithoutIdentity());
    handlers.attachToContext(v);
    v.put("input", new Input((String) c.get("body"), params));
    v.put("util", new Util());
    v.put("stageVariables", asMap(c.get("stageVariables")));
    v.put("context", context);
    if (c.containsKey("variables")) { // further top-level variables, as $util.parseJson would make them
      String json = LINES.writeValueAsString(c.get("variables"));
      asMap(JsonPath.parse(json).json()).forEach((k, x) -> { if (x != null) v.put(k, x); });
    }
    return v;
  }

  static String render(RuntimeInstance e, Map<String, Object> c, VelocityContext v) {
    StringWriter w = new StringWriter();
    e.evaluate(v, w, "template", (String) c.get("template"));
    return w.toString();
  }

  interface Work { void run() throws Exception; }

  /** The median of nine batches, in nanoseconds a call, after a warm-up of about two seconds. */
  static long nanos(int calls, Work work) throws Exception {
    for (long end = System.nanoTime() + 2_000_000_000L; System.nanoTime() < end;) work.run();
    long[] t = new long[9];
    for (int b = 0; b < t.length; b++) {
      long t0 = System.nanoTime();
      for (int i = 0; i < calls; i++) work.run();
      t[b] = (System.nanoTime() - t0) / calls;
    }
    Arrays.sort(t);
    return t[t.length / 2];
  }

  /** Puts the times into the answer: with the template already parsed, and parsed each time. */
  static void time(RuntimeInstance e, Map<String, Object> c, int calls, Map<String, Object> answer) throws Exception {
    SimpleNode tree = e.parse(new StringReader((String) c.get("template")), "template");
    answer.put("render_ns", nanos(calls, () -> e.render(context(c), new StringWriter(), "template", tree)));
    answer.put("parse_and_render_ns", nanos(calls, () -> render(e, c, context(c))));
  }

  public static void main(String[] args) throws Exception {
    int repeat = args.length == 2 && args[0].equals("--repeat") ? Integer.parseInt(args[1]) : 0;
    // Jayway keeps compiled paths, and one such as `$..[*].b` gives less when it is used again: here, each use is the
    // first. Not so where time is taken.
    if (repeat == 0) CacheProvider.setCache(new NOOPCache());
    RuntimeInstance e = engine();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    for (String line; (line = in.readLine()) != null;) {
      if (line.isBlank()) continue;
      Map<String, Object> answer = new LinkedHashMap<>();
      try {
        Map<String, Object> c = asMap(LINES.readValue(line, LinkedHashMap.class));
        answer.put("output", render(e, c, context(c)));
        if (repeat > 0) time(e, c, repeat, answer);
      } catch (Throwable t) {
        while (t.getCause() != null && t.getCause() != t) t = t.getCause();
        answer.clear();
        answer.put("error", t.getClass().getSimpleName() + ": " + t.getMessage());
      }
      out.println(LINES.writeValueAsString(answer));
    }
  }
}
