# Writes OUTPUT, a C++ source that holds the text file INPUT as a string.
file(READ "${INPUT}" text)
file(WRITE "${OUTPUT}" "#include \"services/indicator/definition/embedded_rules.h\"

namespace iku::indicator {

absl::string_view EmbeddedRulesText() {
  return R\"rules(${text})rules\";
}

}  // namespace iku::indicator
")
