package dev.stsbroker.access.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The number by which the system knows a channel. The JDK has it in a package that it keeps to
 * itself; the manifest of the broker's jar has it opened ({@code Add-Exports}), which costs nothing
 * at the start. Found by its name, so that the broker runs without it.
 */
final class ChannelDescriptor {
  static final int UNKNOWN = -1;

  private final @Nullable Method getter;

  private ChannelDescriptor(@Nullable Method getter) {
    this.getter = getter;
  }

  static ChannelDescriptor find() {
    try {
      return new ChannelDescriptor(Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal"));
    } catch (ReflectiveOperationException | LinkageError e) {
      return new ChannelDescriptor(null);
    }
  }

  /** Whether the JDK tells those of its channels. */
  boolean areKnown() {
    return getter != null
        && Modifier.isPublic(getter.getDeclaringClass().getModifiers())
        && getter
            .getDeclaringClass()
            .getModule()
            .isExported(getter.getDeclaringClass().getPackageName(), getClass().getModule());
  }

  /** That of {@code channel}; {@link #UNKNOWN} if it is closed, or the JDK does not tell. */
  int of(Channel channel) {
    if (getter == null || !channel.isOpen() || !getter.getDeclaringClass().isInstance(channel)) {
      return UNKNOWN;
    }
    try {
      return getter.invoke(channel) instanceof Integer number ? number : UNKNOWN;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return UNKNOWN;
    }
  }
}
