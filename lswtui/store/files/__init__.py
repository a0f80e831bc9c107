"""Files beside the data: boards, drafts, the inbox, what is exported and imported."""
