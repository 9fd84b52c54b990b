// Runs in a page of no origin. It is told what to draw, and tells how large that has become: nothing else goes in or out.
// @ts-nocheck: a classic script; `mermaid` is the one before it.
;(() => {
  const page = window.parent
  const tell = (message) => page.postMessage(message, '*')

  window.addEventListener('message', ({ source, data }) => {
    if (source === page && typeof data?.source === 'string') draw(data).catch(() => tell({ kind: 'failed' }))
  })
  tell({ kind: 'ready' })

  async function draw({ source, isDark, background }) {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: 'strict',
      suppressErrorRendering: true,
      maxTextSize: 20000,
      maxEdges: 300,
      htmlLabels: false,
      flowchart: { htmlLabels: false, useMaxWidth: false },
      theme: isDark ? 'dark' : 'neutral',
      fontFamily: 'system-ui, sans-serif',
    })
    const { svg } = await mermaid.render('diagram', source)
    document.body.style.background = background
    document.body.innerHTML = svg
    const drawing = document.querySelector('svg')
    const [, , width, height] = (drawing.getAttribute('viewBox') ?? '0 0 300 150').split(/[ ,]+/).map(Number)
    drawing.style.maxWidth = 'none'
    drawing.setAttribute('width', String(width))
    drawing.setAttribute('height', String(height))
    tell({ kind: 'drawn', width: Math.ceil(width) + 32, height: Math.ceil(height) + 32 })
  }
})()
