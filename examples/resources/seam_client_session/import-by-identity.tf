import {
  to = seam_client_session.jane
  identity = {
    client_session_id = "c2cbd177-1ace-414b-bb1e-9f129e4a05c1"
    workspace_id      = "5ea3fa4e-0000-4000-8000-000000000001"
  }
}
