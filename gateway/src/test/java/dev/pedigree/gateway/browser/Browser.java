package dev.pedigree.gateway.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Chromium without a window, for which nothing but this machine exists, showing one page. */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES = List.of("chromium", "chromium-browser");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Process process;
  private final DevTools page;

  private Browser(Process process, Path profile) {
    this.process = process;
    this.page = new DevTools(http, await("a page", () -> findPage(profile)), this::note);
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      page.send(domain + ".enable", Map.of());
    }
  }

  /** Whether there is one on the PATH. */
  public static boolean isInstalled() {
    return program().isPresent();
  }

  private static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one.
   *
   * @param profile an empty folder
   */
  public static Browser start(Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless",
                "--no-sandbox", // it also runs as root, and sees pages of ours alone
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--window-size=1400,900",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new Browser(process, profile);
    } catch (RuntimeException | Error e) {
      stop(process);
      throw e;
    }
  }

  private Optional<URI> findPage(Path profile) {
    Path port = profile.resolve("DevToolsActivePort");
    try {
      if (!Files.exists(port) || Files.readAllLines(port).isEmpty()) {
        return Optional.empty();
      }
      URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json");
      HttpRequest request = HttpRequest.newBuilder(list).build();
      String targets = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return JSON.readTree(targets)
          .valueStream()
          .filter(target -> target.path("type").asString().equals("page"))
          .map(target -> URI.create(target.path("webSocketDebuggerUrl").asString()))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void note(JsonNode event) {
    JsonNode about = event.path("params");
    switch (event.path("method").asString("")) {
      case "Network.requestWillBeSent" -> requests.add(about.at("/request/url").asString());
      case "Network.webSocketCreated" -> requests.add(about.path("url").asString());
      case "Runtime.exceptionThrown" -> complaints.add(about.path("exceptionDetails").toString());
      case "Log.entryAdded" -> {
        if (about.at("/entry/level").asString().equals("error")) {
          complaints.add(about.path("entry").toString());
        }
      }
      default -> {}
    }
  }

  /** Begins to load a page. */
  public void open(URI address) {
    page.send("Page.navigate", Map.of("url", address.toString()));
  }

  /** What an expression comes to on the page; a promise is waited for. */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        page.send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.at("/result/value");
  }

  /** Waits until the text of an element contains {@code part}. */
  public void awaitText(String selector, String part) {
    String text = "document.querySelector(" + quote(selector) + ")?.innerText ?? ''";
    await(
        selector + " with " + part,
        () -> Optional.of(evaluate(text)).filter(it -> it.asString("").contains(part)));
  }

  /** Waits for an element and clicks on it. */
  public void click(String selector) {
    String element = "document.querySelector(" + quote(selector) + ")";
    await(selector, () -> Optional.of(evaluate(element + " !== null")).filter(JsonNode::asBoolean));
    evaluate(element + ".click()");
  }

  private static String quote(String text) {
    return JSON.writeValueAsString(text);
  }

  private static <T> T await(String what, Supplier<Optional<T>> look) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Optional<T> found = look.get();
    while (found.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the browser does not show " + what);
      }
      pause();
      found = look.get();
    }
    return found.get();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The addresses of all that was asked for, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** What went wrong on the page: exceptions, files that did not load, loads that were refused. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    try {
      http.shutdownNow();
    } finally {
      stop(process);
    }
  }

  private static void stop(Process process) {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }
}
