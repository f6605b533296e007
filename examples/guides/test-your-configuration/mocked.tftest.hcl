# Needs no Seam, because the mocked provider sends nothing.

mock_provider "seam" {
  mock_resource "seam_client_session" {
    defaults = {
      client_session_id = "6e1f3d92-0b57-4c8a-a4d6-93f2b7c5e018"
      created_at        = "2030-01-01T00:00:00Z"
      expires_at        = "2030-01-31T00:00:00Z"
      token             = "seam_cst1mocked_0123456789"
      token_fingerprint = "0123456789ab"
      token_version     = 19088744
      workspace_id      = "5ea3fa4e-0000-4000-8000-000000000001"
    }
  }

  mock_data "seam_workspace" {
    defaults = {
      is_sandbox   = true
      name         = "Sandbox"
      workspace_id = "5ea3fa4e-0000-4000-8000-000000000001"
    }
  }
}

run "each_user_has_a_session" {
  variables {
    users = { jane = "key of Jane", john = "key of John" }
  }

  assert {
    condition     = keys(output.users) == ["jane", "john"]
    error_message = "There are sessions of ${join(", ", keys(output.users))}."
  }

  assert {
    condition     = output.users["jane"].expires_on == "2030-01-31"
    error_message = "The session of Jane expires on ${output.users["jane"].expires_on}."
  }
}

run "a_session_with_values_of_its_own" {
  variables {
    users = { mary = "key of Mary" }
  }

  override_resource {
    target = seam_client_session.user
    values = { expires_at = "2031-12-31T00:00:00Z" }
  }

  assert {
    condition     = output.users["mary"].expires_on == "2031-12-31"
    error_message = "The session of Mary expires on ${output.users["mary"].expires_on}."
  }
}

run "production_is_refused" {
  command = plan

  variables {
    users = {}
  }

  override_data {
    target = data.seam_workspace.this
    values = { is_sandbox = false }
  }

  expect_failures = [data.seam_workspace.this]
}
