"""The shipped rule packs: data only, one YAML file a pack and one of its cases."""
