/** As in production: nobody is seeded, and a proxy says where a call comes from. */
export const BEHIND_PROXY = { COCO_MODE: 'snowflake', COCO_TRUST_PROXY: 'loopback' }

let addresses = 0
/** One that nobody else in this file calls from. */
export const newAddress = () => `203.0.113.${++addresses}`

/** A sign-in as the proxy passes it on, and what came of it but the request's own id. */
export async function signInFrom(
  { serverUrl }: { serverUrl: string },
  address: string,
  input: { email: string; password: string; tenantId?: string },
  more: Record<string, string> = {},
) {
  const response = await fetch(`${serverUrl}/trpc/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: serverUrl, 'x-forwarded-for': address, ...more },
    body: JSON.stringify(input),
  })
  const body = (await response.json()) as { error?: { message: string; data: { coco: Record<string, unknown> } } }
  const { requestId, ...coco } = body.error?.data.coco ?? {}
  return { status: response.status, headers: response.headers, coco, requestId }
}
