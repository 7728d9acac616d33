# Writes TARGET, a header that says from which commit of SOURCE this is built ("unknown" without git).
execute_process(COMMAND git -C ${SOURCE} rev-parse --short=12 HEAD
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(commit unknown)
else()
  execute_process(COMMAND git -C ${SOURCE} status --porcelain --untracked-files=no
    OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    string(APPEND commit "-changed")
  endif()
endif()
file(CONFIGURE OUTPUT ${TARGET} CONTENT
  "#pragma once\nnamespace byname {\ninline constexpr const char* kCommit = \"${commit}\";\n}\n")
