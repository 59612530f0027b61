package dev.pedigree.gateway.http;

import dev.pedigree.gateway.operation.Asker;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Gives every request an {@link Asker} that knows whether the client closed its connection. */
final class ConnectionWatch extends ValveBase {
  ConnectionWatch() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(Asker.ATTRIBUTE, new Client(request.getCoyoteRequest()));
    getNext().invoke(request, response);
  }
}
