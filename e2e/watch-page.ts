import type { ConsoleMessage, Page } from '@playwright/test'

export interface PageWitness {
  /** Errors on the console (broken content policy included), exceptions, and requests to anywhere but the server. */
  complaints(): string[]
  /** What the page sent to the server, as text: the bodies of its calls. */
  sentBodies(): string[]
}

/** What journeys provoke. The browser reports every refused or broken call as an error, React what kept a page from loading. */
const PROVOKED = [
  /^Failed to load resource: the server responded with a status of (401|403|409|413|429)/,
  /^Failed to load resource: net::ERR_(CONNECTION|EMPTY|INCOMPLETE|INTERNET|SOCKET)/,
  /^TRPCClientError: Failed to fetch/,
]

/** A call about something that is not there. A file that is not there is a complaint. */
function isNotThere(message: ConsoleMessage): boolean {
  const isRefusal = /^Failed to load resource: the server responded with a status of (400|404)/.test(message.text())
  return isRefusal && new URL(message.location().url).pathname.startsWith('/trpc/')
}

/** Listens to a page from its first request on. */
export function watchPage(page: Page, origin: string): PageWitness {
  const complaints: string[] = []
  const bodies: string[] = []
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning'
    const isProvoked = PROVOKED.some((known) => known.test(message.text())) || isNotThere(message)
    if (isComplaint && !isProvoked) complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`))
  page.on('popup', (popup) => complaints.push(`window: ${popup.url()}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`request: ${request.url()}`)
    const body = request.postData()
    if (body) bodies.push(body)
  })
  return { complaints: () => complaints, sentBodies: () => bodies }
}
