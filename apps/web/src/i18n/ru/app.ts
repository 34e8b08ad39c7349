import type { Translated } from '../catalog'
import type { app as english } from '../en/app'

/** Texts of the frame around all pages. */
export const app: Translated<typeof english> = {
  home: 'AnimeGAN, главная страница',
  skip: 'Перейти к содержимому',
  navigation: 'Страницы',
  language: 'Язык',
  theme: 'Оформление',
  'theme-system': 'Как в системе',
  'theme-light': 'Светлое',
  'theme-dark': 'Тёмное',
  loading: 'Загрузка…',
  notifications: 'Уведомления',
  close: 'Закрыть',
  cancel: 'Отмена',
  retry: 'Попробовать снова',
  reload: 'Обновить страницу',
  updateReady: 'Новая версия готова.',
  errorTitle: 'Здесь что-то пошло не так',
  errorHelp: 'Ваши настройки сохранены в адресе. Попробуйте снова или обновите страницу.',
  missingPart: 'Не удалось загрузить эту часть сайта. Проверьте соединение и попробуйте снова.',
}
