"""Pure helpers, standard library only: working days, bands, units, states, bilingual words."""
