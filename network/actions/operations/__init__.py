"""What changes joint actions. Each takes who acts as `by`, and raises PermissionDenied where their
rule says no."""
