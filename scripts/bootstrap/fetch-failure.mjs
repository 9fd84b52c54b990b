/** What npm and pnpm print when the registry cannot be reached. */
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|META_FETCH_FAIL/

/**
 * The sentence for packages that could not be fetched.
 * @param {string} wanted
 * @param {string} output what npm or pnpm printed
 */
export function fetchFailure(wanted, output) {
  return UNREACHABLE.test(output)
    ? `Could not fetch ${wanted}: the npm registry does not answer. Check the network or proxy (npm config get registry) and try again.`
    : `Could not fetch ${wanted}:\n${output.trim().split('\n').slice(-15).join('\n')}`
}
