package dev.pedigree.graph.journal;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads as much of the {@code .proto} language as {@code facts.proto} is written in. */
final class ProtoDocument {
  private static final Pattern BLOCK =
      Pattern.compile("(message|enum) (\\w+) \\{(.*?)\\n}", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("(?:(repeated|optional) )?(\\w+) (\\w+) = (\\d+);");
  private static final Pattern VALUE = Pattern.compile("(\\w+) = (\\d+);");
  private static final List<String> SCALARS =
      List.of("string", "bytes", "uint32", "uint64", "sint64", "double", "bool");

  private final List<String> enums = new ArrayList<>();

  /** The message {@code name} of the document {@code proto}. */
  static Descriptor message(String proto, String name) throws DescriptorValidationException {
    FileDescriptorProto file = new ProtoDocument().file(proto.replaceAll("//[^\n]*", ""));
    return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName(name);
  }

  private FileDescriptorProto file(String proto) {
    List<MatchResult> blocks = BLOCK.matcher(proto).results().toList();
    FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName("facts.proto");
    for (MatchResult block : blocks) {
      if (block.group(1).equals("enum")) {
        enums.add(block.group(2));
        file.addEnumType(enumeration(block.group(2), block.group(3)));
      }
    }
    for (MatchResult block : blocks) {
      if (block.group(1).equals("message")) {
        file.addMessageType(message(block));
      }
    }
    return file.build();
  }

  private static EnumDescriptorProto enumeration(String name, String body) {
    EnumDescriptorProto.Builder enumeration = EnumDescriptorProto.newBuilder().setName(name);
    Matcher values = VALUE.matcher(body);
    while (values.find()) {
      enumeration
          .addValueBuilder()
          .setName(values.group(1))
          .setNumber(Integer.parseInt(values.group(2)));
    }
    return enumeration.build();
  }

  private DescriptorProto message(MatchResult block) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(block.group(2));
    Matcher fields = FIELD.matcher(block.group(3));
    while (fields.find()) {
      message.addField(
          FieldDescriptorProto.newBuilder()
              .setName(fields.group(3))
              .setNumber(Integer.parseInt(fields.group(4)))
              .setLabel(
                  "repeated".equals(fields.group(1))
                      ? FieldDescriptorProto.Label.LABEL_REPEATED
                      : FieldDescriptorProto.Label.LABEL_OPTIONAL)
              .mergeFrom(type(fields.group(2))));
    }
    return message.build();
  }

  private FieldDescriptorProto type(String name) {
    FieldDescriptorProto.Builder type = FieldDescriptorProto.newBuilder();
    if (SCALARS.contains(name)) {
      return type.setType(
              FieldDescriptorProto.Type.valueOf("TYPE_" + name.toUpperCase(Locale.ROOT)))
          .build();
    }
    return type.setType(
            enums.contains(name)
                ? FieldDescriptorProto.Type.TYPE_ENUM
                : FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName("." + name)
        .build();
  }
}
