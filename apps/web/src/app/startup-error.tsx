import { Component, type ReactNode } from 'react'
import styles from './page-error.module.css'

const texts = [
  { lang: 'en', text: 'The site could not be fetched completely. Check the connection and reload.' },
  { lang: 'ja', text: 'サイトを完全に読み込めませんでした。接続を確認して、再読み込みしてください。' },
  { lang: 'zh-Hans', text: '网站未能完整加载。请检查网络并重新加载。' },
  { lang: 'ru', text: 'Не удалось загрузить сайт полностью. Проверьте соединение и обновите страницу.' },
] as const

/** Catches what goes wrong before any language is there, most often that its texts could not be fetched. */
export class StartupError extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <main className={styles.notice} role="alert">
        <h1>AnimeGAN</h1>
        {texts.map(({ lang, text }) => (
          <p key={lang} lang={lang}>
            {text}
          </p>
        ))}
        <button type="button" className={styles.reload} onClick={() => location.reload()}>
          ↻ Reload
        </button>
      </main>
    )
  }
}
