# The page: its files are built into the program, so that nothing has to be found at run time.
include(${CMAKE_SOURCE_DIR}/cmake/embed.cmake)
flexcord_embed(SANDBOX_PAGE_ASSETS NAME page_assets NAMESPACE flexcord::sandbox
  FOLDER ${CMAKE_CURRENT_LIST_DIR}/assets
  FILES
    index.html
    icon.svg
    css/agent.css
    css/base.css
    css/controls.css
    css/layout.css
    css/member.css
    js/agent.js
    js/agent_chat.js
    js/agent_details.js
    js/agent_tasks.js
    js/api.js
    js/app.js
    js/command_box.js
    js/components.js
    js/composer.js
    js/dom.js
    js/editing.js
    js/files.js
    js/header.js
    js/live.js
    js/log.js
    js/markdown.js
    js/member.js
    js/member_settings.js
    js/notices.js
    js/people.js
    js/refresh.js
    js/running.js)
set(SANDBOX_PAGE_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/page.cpp
  ${SANDBOX_PAGE_ASSETS})
