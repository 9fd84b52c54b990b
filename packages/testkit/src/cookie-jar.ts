/** Cookies as a browser keeps them, for one server. */
export interface CookieJar {
  /** A request from a page: with the cookies of its path, and what the answer sets is kept. */
  fetch(address: string | URL, init?: RequestInit): Promise<Response>
  /** What would be sent there: `name=value; name=value`. */
  header(path: string): string
  /** By the beginning of a name: `coco_session`, `coco_refresh`. */
  get(prefix: string): string | undefined
  /** Puts a value in its place, or takes the cookie away. */
  set(prefix: string, value: string | undefined): void
}

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, { value: string; path: string }>()

  function header(path: string): string {
    const sent = [...cookies].filter(([, cookie]) => cookie.path === '/' || path.startsWith(`${cookie.path}/`))
    return sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
  }

  function keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/; */)
      const name = pair.slice(0, pair.indexOf('='))
      const attribute = (wanted: string) => attributes.find((text) => text.startsWith(`${wanted}=`))?.split('=')[1]
      const isOver = attribute('Max-Age') === '0' || Date.parse(attribute('Expires') ?? '9999') < Date.now()
      if (isOver) cookies.delete(name)
      else cookies.set(name, { value: pair.slice(name.length + 1), path: attribute('Path') ?? '/' })
    }
  }

  async function fetchWithCookies(address: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const sent = header(new URL(address).pathname)
    if (sent !== '') headers.set('cookie', sent)
    const response = await fetch(address, { ...init, headers })
    keep(response)
    return response
  }

  const nameOf = (prefix: string) => [...cookies.keys()].find((name) => name.startsWith(prefix))

  return {
    fetch: fetchWithCookies,
    header,
    get: (prefix) => cookies.get(nameOf(prefix) ?? '')?.value,
    set(prefix, value) {
      const name = nameOf(prefix)
      const cookie = name === undefined ? undefined : cookies.get(name)
      if (name === undefined || cookie === undefined) throw new Error(`there is no cookie ${prefix}…`)
      if (value === undefined) cookies.delete(name)
      else cookies.set(name, { ...cookie, value })
    },
  }
}
