package org.apache.cassandra.security;

import java.security.Permission;
import java.security.PermissionCollection;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Stands in for Cassandra's class of this name, which installs a security manager and therefore
 * cannot start on a JDK that has none (24 and later). Cassandra uses it to sandbox user-defined
 * functions only, and the local stack keeps those switched off; so here nothing is secured and
 * nothing is permitted. It has to come first on the server's class path.
 */
public final class ThreadAwareSecurityManager {
  /** Permits nothing, and cannot be added to. */
  public static final PermissionCollection noPermissions = new NoPermissions();

  private ThreadAwareSecurityManager() {}

  /** Does nothing: there is no security manager to install. */
  public static void install() {}

  /** Says whether the calling thread runs a user-defined function; it never does. */
  public static boolean isSecuredThread() {
    return false;
  }

  private static final class NoPermissions extends PermissionCollection {
    private static final long serialVersionUID = 1L;

    @Override
    public void add(Permission permission) {
      throw new UnsupportedOperationException("no permission can be added: " + permission);
    }

    @Override
    public boolean implies(Permission permission) {
      return false;
    }

    @Override
    public Enumeration<Permission> elements() {
      return Collections.emptyEnumeration();
    }
  }
}
