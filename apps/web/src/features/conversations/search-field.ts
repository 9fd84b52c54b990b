export const SEARCH_ID = 'search-conversations'

/** Where one looks for a conversation takes the focus, if it is on the page. */
export function focusSearch() {
  document.getElementById(SEARCH_ID)?.focus()
}
