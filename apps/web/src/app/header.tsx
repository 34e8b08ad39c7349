import { Menu as MenuIcon } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from '../controls/button'
import menuStyles from '../controls/menu.module.css'
import { LanguageSwitch } from '../i18n/language-switch'
import { useMessages } from '../i18n/messages'
import { ThemeSwitch } from '../theme/theme-switch'
import { formatRoute } from './hash-route'
import styles from './header.module.css'
import { mainPages, pages } from './pages'

/** Name, navigation, language and theme. On a phone, the navigation is a menu. */
export function Header({ current, within }: { current: string; within: string | undefined }) {
  const { t } = useMessages()
  return (
    <header className={styles.header}>
      <a href={formatRoute(pages[0].path)} className={styles.brand} aria-label={t('app.home')}>
        <img src="./icon.svg" alt="" width="32" height="32" />
        <span>AnimeGAN</span>
      </a>
      <nav className={styles.nav} aria-label={t('app.navigation')}>
        {mainPages.map(({ path, title }) => (
          <a
            key={path}
            href={formatRoute(path)}
            aria-current={path === current ? 'page' : path === within ? 'true' : undefined}
          >
            {t(title)}
          </a>
        ))}
      </nav>
      <div className={styles.switches}>
        <LanguageSwitch />
        <ThemeSwitch />
        <div className={styles.menu}>
          <MenuTrigger>
            <Button variant="quiet" aria-label={t('app.navigation')}>
              <MenuIcon aria-hidden />
            </Button>
            <Popover className={menuStyles.popover!} placement="bottom end">
              <Menu className={menuStyles.menu!} aria-label={t('app.navigation')}>
                {mainPages.map(({ path, title }) => (
                  <MenuItem key={path} href={formatRoute(path)} className={menuStyles.item!}>
                    {t(title)}
                  </MenuItem>
                ))}
              </Menu>
            </Popover>
          </MenuTrigger>
        </div>
      </div>
    </header>
  )
}
