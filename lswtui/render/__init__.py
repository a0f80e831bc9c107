"""Values and measures turned into lines, tables and JSON; nothing is computed here."""
