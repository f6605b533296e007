# The import ID is the client_session_id.
terraform import seam_client_session.jane c2cbd177-1ace-414b-bb1e-9f129e4a05c1
