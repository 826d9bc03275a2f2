package io.truthound.temporal.reader;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** Writes structures in Thrift's compact form, the form of Parquet's metadata. */
final class CompactThrift {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ArrayDeque<Integer> outer = new ArrayDeque<>();
  private int lastField;

  void bool(int field, boolean value) {
    header(field, value ? TRUE : FALSE);
  }

  void int32(int field, int value) {
    header(field, I32);
    zigzag(value);
  }

  void int64(int field, long value) {
    header(field, I64);
    zigzag(value);
  }

  void text(int field, String value) {
    header(field, BINARY);
    text(value);
  }

  void emptyStruct(int field) {
    begin(field);
    end();
  }

  /** Begins a structure that is a field. */
  void begin(int field) {
    header(field, STRUCT);
    beginElement();
  }

  /** Begins a structure that is an element of a list. */
  void beginElement() {
    outer.push(lastField);
    lastField = 0;
  }

  void end() {
    bytes.write(0);
    lastField = outer.pop();
  }

  void structs(int field, int size) {
    list(field, size, STRUCT);
  }

  void texts(int field, String... values) {
    list(field, values.length, BINARY);
    for (String value : values) {
      text(value);
    }
  }

  void int32s(int field, int... values) {
    list(field, values.length, I32);
    for (int value : values) {
      zigzag(value);
    }
  }

  /** Ends the outermost structure and returns all of it. */
  byte[] toBytes() {
    bytes.write(0);
    return bytes.toByteArray();
  }

  private void list(int field, int size, int type) {
    header(field, LIST);
    if (size < 15) {
      bytes.write((size << 4) | type);
    } else {
      bytes.write(0xF0 | type);
      varint(size);
    }
  }

  private void header(int field, int type) {
    bytes.write(((field - lastField) << 4) | type);
    lastField = field;
  }

  private void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    bytes.writeBytes(utf8);
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      bytes.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    bytes.write((int) left);
  }
}
