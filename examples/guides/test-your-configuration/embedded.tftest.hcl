# Runs on the Seam at SEAM_ENDPOINT, with SEAM_API_KEY.

run "create" {
  variables {
    users = { jane = "d8b5f2e0-61c9-4a37-9f84-2e70c5a1b3d6" }
  }

  assert {
    condition     = can(regex("^[0-9a-f]{12}$", output.users["jane"].token_fingerprint))
    error_message = "The fingerprint of the token is ${output.users["jane"].token_fingerprint}."
  }
}

run "rotate" {
  variables {
    users    = { jane = "d8b5f2e0-61c9-4a37-9f84-2e70c5a1b3d6" }
    rotation = "2030-02"
    before   = run.create.users["jane"].token_fingerprint
  }

  assert {
    condition     = output.users["jane"].token_fingerprint != var.before
    error_message = "The token has not changed."
  }
}
