/** Where a call came from, for the record. */
export interface CallSource {
  /** The caller's network address, as far as the proxy setting lets it be known. */
  address: string | null
  userAgent: string | null
  requestId: string
}
