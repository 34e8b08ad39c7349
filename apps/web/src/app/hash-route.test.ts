import { expect, it } from 'vitest'
import { formatRoute, parseRoute } from './hash-route'

it.each([
  ['#/create?seed=7&on=smile', { path: 'create', query: 'seed=7&on=smile' }],
  ['#/about', { path: 'about', query: '' }],
  ['', { path: '', query: '' }],
  ['#main', { path: '', query: '' }],
  ['#/../x', { path: '', query: '' }],
])('%j is the route %j', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route)
})

it('formats what it parses', () => {
  expect(parseRoute(formatRoute('create', 'seed=7'))).toEqual({ path: 'create', query: 'seed=7' })
  expect(formatRoute('about')).toBe('#/about')
})
