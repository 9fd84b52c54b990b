/** Speaks politely to screen readers. A region of its own: the text that streams is for eyes and stays silent. */
export function LiveRegion({ text }: { text: string }) {
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  )
}
