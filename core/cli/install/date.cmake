# Read by cpack: the date of all that is in a package, unless the environment says another, is that of the changelog.
if("$ENV{SOURCE_DATE_EPOCH}" STREQUAL "")
  file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/changelog dated REGEX "^ -- " LIMIT_COUNT 1)
  string(REGEX REPLACE "^ -- .*>  " "" dated "${dated}")
  execute_process(COMMAND date -u -d "${dated}" +%s OUTPUT_VARIABLE seconds OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
  set(ENV{SOURCE_DATE_EPOCH} ${seconds})
endif()
