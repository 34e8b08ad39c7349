import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { MessageKey } from '../i18n/messages'

/** A page of the site. Its code is loaded when it is first shown. */
export interface SitePage {
  /** In the address: `#/create`. */
  path: string
  title: MessageKey
  /** Path of the page of the navigation that leads to it; the navigation leads to all others. */
  within?: string
  Page: LazyExoticComponent<ComponentType>
}

/** In the order of the navigation; the first is the home page. */
export const pages: readonly [SitePage, ...SitePage[]] = [
  {
    path: 'create',
    title: 'create.title',
    Page: lazyPage(() => import('../create/create-page'), 'CreatePage'),
  },
  {
    path: 'explore',
    title: 'explore.title',
    Page: lazyPage(() => import('../explore/explore-page'), 'ExplorePage'),
  },
  {
    path: 'transition',
    title: 'transition.title',
    Page: lazyPage(() => import('../transition/transition-page'), 'TransitionPage'),
  },
  {
    path: 'gallery',
    title: 'gallery.title',
    Page: lazyPage(() => import('../gallery/gallery-page'), 'GalleryPage'),
  },
  { path: 'grid', title: 'grid.title', Page: lazyPage(() => import('../grid/grid-page'), 'GridPage') },
  {
    path: 'models',
    title: 'models.title',
    Page: lazyPage(() => import('../models/models-page'), 'ModelsPage'),
  },
  { path: 'about', title: 'about.title', Page: lazyPage(() => import('../about/about-page'), 'AboutPage') },
  {
    path: 'tips',
    title: 'about.tips',
    within: 'about',
    Page: lazyPage(() => import('../about/tips-page'), 'TipsPage'),
  },
  {
    path: 'licence',
    title: 'about.licence',
    within: 'about',
    Page: lazyPage(() => import('../about/licence-page'), 'LicencePage'),
  },
]

/** The pages that the navigation leads to. */
export const mainPages = pages.filter(({ within }) => within === undefined)

function lazyPage<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): LazyExoticComponent<ComponentType> {
  return lazy(async () => ({ default: (await load())[name] }))
}
