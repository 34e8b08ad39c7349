import type { Translated } from '../catalog'
import type { app as english } from '../en/app'

/** Texts of the frame around all pages. */
export const app: Translated<typeof english> = {
  home: 'AnimeGAN ホーム',
  skip: '本文へ移動',
  navigation: 'ページ',
  language: '言語',
  theme: '外観',
  'theme-system': 'システムに合わせる',
  'theme-light': 'ライト',
  'theme-dark': 'ダーク',
  loading: '読み込み中…',
  notifications: 'お知らせ',
  close: '閉じる',
  cancel: 'キャンセル',
  retry: 'もう一度試す',
  reload: 'ページを再読み込み',
  updateReady: '新しいバージョンの準備ができました。',
  errorTitle: '問題が発生しました',
  errorHelp: '設定はアドレスに残っています。もう一度試すか、ページを再読み込みしてください。',
  missingPart: 'サイトのこの部分を取得できませんでした。接続を確認して、もう一度お試しください。',
}
