package dev.stsbroker.parameter;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a pattern. It maps the set of positions in a value where it may begin to the set of
 * positions where it may end; a set is the bits of a long. So matching takes a bounded number of
 * steps whatever the pattern, and a value has at most 63 characters.
 */
sealed interface Shape {
  /** More than any value is long; lengths are counted no further. */
  int MANY = 64;

  /** Where it may end if it begins at one of {@code starts}; bit n is before character n. */
  long ends(String value, long starts);

  /** Length of the shortest text that matches, at most {@link #MANY}. */
  int least();

  /** Length of the longest text that matches, at most {@link #MANY}. */
  int most();

  /** A shortest text that matches; of use only where that is no longer than a value may be. */
  String example();

  /** One character out of some. */
  record One(BitSet characters) implements Shape {
    @Override
    public long ends(String value, long starts) {
      long ends = 0;
      for (int i = 0; i < value.length(); i++) {
        if ((starts >>> i & 1) != 0 && characters.get(value.charAt(i))) {
          ends |= 1L << (i + 1);
        }
      }
      return ends;
    }

    @Override
    public int least() {
      return 1;
    }

    @Override
    public int most() {
      return 1;
    }

    /** A letter if it may be: those are accepted in most places. */
    @Override
    public String example() {
      int letter = characters.nextSetBit('a');
      return Character.toString(letter < 0 ? characters.nextSetBit(0) : letter);
    }
  }

  /** One after the other. */
  record Row(List<Shape> parts) implements Shape {
    public Row {
      parts = List.copyOf(parts);
    }

    @Override
    public long ends(String value, long starts) {
      long at = starts;
      for (Shape part : parts) {
        at = part.ends(value, at);
      }
      return at;
    }

    @Override
    public int least() {
      return Math.min(MANY, parts.stream().mapToInt(Shape::least).sum());
    }

    @Override
    public int most() {
      return Math.min(MANY, parts.stream().mapToInt(Shape::most).sum());
    }

    @Override
    public String example() {
      StringBuilder text = new StringBuilder();
      parts.forEach(part -> text.append(part.example()));
      return text.toString();
    }
  }

  /** One of several. */
  record Choice(List<Shape> options) implements Shape {
    public Choice {
      options = List.copyOf(options);
    }

    @Override
    public long ends(String value, long starts) {
      long ends = 0;
      for (Shape option : options) {
        ends |= option.ends(value, starts);
      }
      return ends;
    }

    @Override
    public int least() {
      return options.stream().mapToInt(Shape::least).min().orElse(0);
    }

    @Override
    public int most() {
      return options.stream().mapToInt(Shape::most).max().orElse(0);
    }

    @Override
    public String example() {
      return options.stream()
          .min(Comparator.comparingInt(Shape::least))
          .map(Shape::example)
          .orElse("");
    }
  }

  /** The same from {@code low} to {@code high} times. */
  record Repeat(Shape part, int low, int high) implements Shape {
    @Override
    public long ends(String value, long starts) {
      long at = starts;
      for (int i = 0; i < low && at != 0; i++) {
        at = part.ends(value, at);
      }
      long ends = at;
      for (int i = low; i < high && at != 0; i++) {
        at = part.ends(value, at) & ~ends;
        ends |= at;
      }
      return ends;
    }

    @Override
    public int least() {
      return Math.min(MANY, part.least() * low);
    }

    @Override
    public int most() {
      return Math.min(MANY, part.most() * high);
    }

    @Override
    public String example() {
      return part.example().repeat(low);
    }
  }
}
