import { expect, journey } from '../journey.ts'

const CODE = 'const answer = `${6 * 7}`\n\nif (answer < "50") {\n\tconsole.log("<b>&amp;</b>")\n}'

journey('copying gives the code, or the answer’s Markdown, to the letter', { tag: '@U21' }, async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  const source = `Here **it** is:\n\n\`\`\`ts\n${CODE}\n\`\`\`\n\n- and\n- a list`
  const answer = await chat.askAndRead(`say exactly: ${source}`)
  await expect(answer.locator('pre')).toHaveText(CODE)
  await answer.getByRole('button', { name: 'Copy code' }).click()
  expect(await chat.clipboard()).toBe(CODE)
  await answer.getByRole('button', { name: /^Copy answer/ }).click()
  await expect(page.getByText('Copied')).not.toHaveCount(0)
  expect(await chat.clipboard()).toBe(source)
})

journey('what a model thought aloud is folded, and not copied with its answer', async ({ chat }) => {
  await chat.signInAs('User Beta')
  await chat.chooseModel('deepseek-r1')
  const answer = await chat.askAndRead('say exactly: Plain words.')
  const thought = answer.getByText('The person asks about')
  await expect(thought).toBeHidden()
  await answer.getByText(/^Thought for/).click()
  await expect(thought).toBeVisible()
  await answer.getByRole('button', { name: 'Copy answer' }).click()
  expect(await chat.clipboard()).toBe('Plain words.')
})

const HOSTILE = `![pixel](https://evil.example/pixel.png)
<img src="https://evil.example/tag.png" onerror="alert('img')">
<script>alert('script')</script>
<iframe src="https://evil.example/frame"></iframe>
<link rel="stylesheet" href="https://evil.example/style.css">
<style>body { background: url(https://evil.example/background.png) }</style>
<form action="https://evil.example/form"><button>Press me</button></form>
<svg onload="alert('svg')"><image href="https://evil.example/svg.png"/></svg>
<video src="https://evil.example/video.mp4" autoplay></video>

[script](javascript:alert('link')) [page](data:text/html,<script>alert('data')</script>) [real](https://docs.example/page)

<a href="javascript:alert('anchor')">anchor</a> <base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/meta">

![own](data:image/svg+xml;base64,PHN2Zz4=) ![by name][picture] <picture><source srcset="https://evil.example/set.png"></picture>

[spelled](java&#10;script:alert('entity')) [upper](JAVASCRIPT:alert('upper')) [old](vbscript:msgbox)

[https://bank.example](https://evil.example/login) [sign in](https://bank.example@evil.example/x) [apple](https://xn--pple-43d.com/)

$\\href{javascript:alert('formula')}{x^2}$ and $\\includegraphics{https://evil.example/formula.png}$

[picture]: https://evil.example/named.png`

// Every journey fails at a request to elsewhere, a dialog, a window or a broken policy; this one provokes them all.
journey(
  'a hostile answer loads nothing, runs nothing and leads nowhere unasked',
  { tag: ['@U74', '@U75'] },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    const answer = await chat.askAndRead(`say exactly: ${HOSTILE}`)
    const text = answer.locator('.prose')
    await expect(text).toContainText('Image not loaded: pixel (evil.example)')
    await expect(text.locator('img, script, iframe, link, style, form, image, video, base, meta')).toHaveCount(0)
    await expect(text.getByText('[blocked]')).toHaveCount(5)
    // What a link says and where it leads are both there to read.
    await expect(text).toContainText('https://bank.example (evil.example)')
    await expect(text).toContainText('sign in (evil.example)')
    await expect(text).toContainText('apple (xn--pple-43d.com, letters of another alphabet)')
    const links = await text.getByRole('link').all()
    const targets = await Promise.all(links.map((link) => link.getAttribute('href')))
    expect(
      targets.filter((target) => !/^https:\/\/(docs\.example|evil\.example|xn--pple-43d\.com)\//.test(target ?? '')),
    ).toEqual([])
    await expect(text.getByRole('link', { name: 'real' })).toHaveAttribute('rel', /noopener/)
    await expect(text.getByRole('link', { name: 'real' })).toHaveAttribute('target', '_blank')
    await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}$/)
  },
)
