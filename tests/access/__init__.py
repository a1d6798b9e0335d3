"""Who may do what: tests of invitations, roles, strangers, groups, and of every handler."""
