import { expect, test } from 'vitest'
import { html } from './html.js'

test('escapes text, in elements and in attributes, and leaves markup as it is', () => {
  const hostile = `"><script>alert('1')</script>&amp;`
  const inner = html`<b>${hostile}</b>`
  const { text } = html`<p title="${hostile}">${inner}${[inner, inner]}</p>`
  expect(text).not.toContain('<script')
  expect(text.match(/<b>/g)).toHaveLength(3)
  expect(text).toContain('title="&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;&#38;amp;"')
})

test('leaves nothing for what is absent, and 0 as 0', () => {
  expect(html`<p>${undefined}${false}${0}${''}</p>`.text).toBe('<p>0</p>')
})
