import { CLIENT } from './lying-provider.ts'

/** What a server is told of an identity provider. */
export const oidcSettings = ({ issuer }: { issuer: string }, more: Record<string, string> = {}) => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
  ...more,
})
