import type { Browser, Page } from '@playwright/test'
import { AccountPages } from './account-pages.ts'
import { ChatPage } from './chat-page.ts'

export interface OtherBrowser extends AsyncDisposable {
  page: Page
  account: AccountPages
  chat: ChatPage
}

/** Somebody else's browser, or one's own at another place: it shares no cookie with the first. */
export async function openOtherBrowser(
  browser: Browser,
  { serverUrl }: { serverUrl: string },
  userAgent?: string,
): Promise<OtherBrowser> {
  const context = await browser.newContext({ baseURL: serverUrl, ...(userAgent === undefined ? {} : { userAgent }) })
  const page = await context.newPage()
  return {
    page,
    account: new AccountPages(page),
    chat: new ChatPage(page),
    [Symbol.asyncDispose]: () => context.close(),
  }
}
