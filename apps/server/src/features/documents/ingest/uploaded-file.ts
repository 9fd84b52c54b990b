/** A file as it came. */
export interface UploadedFile {
  bytes: Uint8Array
  /** As whoever sent it says. */
  mediaType: string
  fileName: string | null
}
