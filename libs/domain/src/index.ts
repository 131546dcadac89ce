export { type LocalDate, addDays, localDateOfUtcMs, parseLocalDate, utcMsOfLocalDate } from './calendar/local-date.js';
