"""The values that flow between stages: frozen, typed, no logic beyond themselves.

Imports nothing else of the package.
"""
